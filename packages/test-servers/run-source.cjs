// Runs a TypeScript program on the sources of the packages, as Jest does: `node run-source.cjs program.ts`
const { existsSync, readFileSync } = require('node:fs')
const Module = require('node:module')
const { join } = require('node:path')
const { transformSync } = require('@swc/core')

const packages = join(__dirname, '..')
const resolve = Module._resolveFilename

/** `@im-callback/core/node` -> `packages/core/src/node.ts`, `./queue.js` -> `./queue.ts`. */
Module._resolveFilename = function resolveSource(request, parent, ...rest) {
  const [, name, entry = 'index'] = /^@im-callback\/([\w-]+)(?:\/([\w-]+))?$/.exec(request) ?? []
  if (name !== undefined) return join(packages, name, 'src', `${entry}.ts`)
  if (/^\.{1,2}\/.*\.js$/.test(request)) {
    const source = join(parent.filename, '..', request.replace(/\.js$/, '.ts'))
    if (existsSync(source)) return source
  }
  return resolve.call(this, request, parent, ...rest)
}

Module._extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    filename,
    module: { type: 'commonjs' },
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    sourceMaps: 'inline',
  })
  module._compile(code, filename)
}

process.argv.splice(1, 1)
require(process.argv[1])
