/** Express 4 under the name it is installed by; what is used of it here has the types of Express 5. */
declare module 'express-4' {
  export { default } from 'express'
}
