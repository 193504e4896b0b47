/** Koa 2 under the name it is installed by; what is used of it here has the types of Koa 3. */
declare module 'koa-2' {
  export { default } from 'koa'
}
