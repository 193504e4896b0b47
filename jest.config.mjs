const nestTests = [
  '<rootDir>/packages/nestjs/test/**/*.test.ts',
  '<rootDir>/examples/nestjs/test/**/*.test.ts',
  '<rootDir>/packages/openim/test/nest/**/*.test.ts',
  '<rootDir>/examples/moderation/test/nest.test.ts',
]

/** Tests run the sources: no build is needed, and coverage counts what users wrote. */
const sources = {
  '^(\\.{1,2}/.*)\\.js$': '$1',
  '^@im-callback/([a-z-]+)$': '<rootDir>/packages/$1/src/index.ts',
  '^@im-callback/([a-z-]+)/([a-z-]+)$': '<rootDir>/packages/$1/src/$2.ts',
}

const swc = (transform = {}) => [
  '@swc/jest',
  { jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true }, transform } },
]

/** Nest 12 and what it loads are ESM only: Jest works in CommonJS, so they are translated like our own files. */
const nest = {
  testEnvironment: 'node',
  testMatch: nestTests,
  transform: { '^.+\\.m?[jt]s$': swc({ legacyDecorator: true, decoratorMetadata: true }) },
  transformIgnorePatterns: [
    '/node_modules/(?!(@nestjs|file-type|strtok3|token-types|uint8array-extras|@tokenizer|@borewit)/)',
  ],
  moduleNameMapper: sources,
}

/** @type {import('jest').Config} */
export default {
  projects: [
    {
      testEnvironment: 'node',
      testMatch: ['<rootDir>/packages/*/test/**/*.test.ts', '<rootDir>/examples/*/test/**/*.test.ts'],
      testPathIgnorePatterns: [
        '/node_modules/',
        '<rootDir>/(packages|examples)/nestjs/',
        '<rootDir>/packages/openim/test/nest/',
        '<rootDir>/examples/moderation/test/nest.test.ts',
      ],
      transform: { '^.+\\.ts$': swc() },
      moduleNameMapper: sources,
    },
    { ...nest, displayName: 'Nest 12' },
    {
      ...nest,
      displayName: 'Nest 11',
      moduleNameMapper: {
        '^@nestjs/(common|core|platform-express|platform-fastify|testing)(/.*)?$':
          '<rootDir>/packages/nestjs-11/node_modules/@nestjs/$1$2',
        ...sources,
      },
    },
  ],
  // Jest leaves one core idle by default: on two cores that is half of them.
  maxWorkers: '100%',
  // What is counted is also slower: only what has a threshold.
  collectCoverageFrom: ['packages/core/src/**/*.ts', '!packages/core/src/**/generated/**'],
  coverageDirectory: 'coverage',
  coverageThreshold: {
    'packages/core/src/': { lines: 97, branches: 97 },
  },
}
