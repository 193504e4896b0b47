/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/packages/*/test/**/*.test.ts', '<rootDir>/examples/*/test/**/*.test.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true } } },
    ],
  },
  // Tests run the sources: no build is needed, and coverage counts what users wrote.
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^@im-callback/([a-z-]+)$': '<rootDir>/packages/$1/src/index.ts',
    '^@im-callback/([a-z-]+)/([a-z-]+)$': '<rootDir>/packages/$1/src/$2.ts',
  },
  collectCoverageFrom: ['packages/*/src/**/*.ts', '!packages/*/src/generated/**', '!packages/benchmarks/**'],
  coverageDirectory: 'coverage',
  coverageThreshold: {
    'packages/core/src/': { lines: 97, branches: 97 },
  },
}
