import config from './jest.config.mjs'

const [main] = config.projects

/** Tests that kill servers. They take a while, and need a build. `npm run test:crash` */
/** @type {import('jest').Config} */
export default {
  ...main,
  testMatch: ['<rootDir>/packages/crash-tests/test/**/*.crash.ts'],
  maxWorkers: 1,
}
