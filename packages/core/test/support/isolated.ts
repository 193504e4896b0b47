/** A second copy of the package, as when the ESM and the CommonJS build are both loaded. */
export function isolated(): typeof import('../../src/index.js') {
  let copy: typeof import('../../src/index.js') | undefined
  jest.isolateModules(() => {
    copy = jest.requireActual('../../src/index.js')
  })
  if (copy === undefined) throw new Error('not loaded')
  return copy
}
