// The versions this repository itself is developed against.
import { basename, join } from 'node:path'
import { packages, readJson, root } from '../workspace.mjs'

/** This workspace is for nothing but older versions. */
const isNest11 = ({ folder }) => basename(folder) === 'nestjs-11'

const devDependencies = (chosen) =>
  Object.assign({}, ...chosen.map(({ manifest }) => manifest.devDependencies))

export const current = {
  ...devDependencies(packages.filter((each) => !isNest11(each))),
  ...readJson(join(root, 'package.json')).devDependencies,
}

export const withNest11 = { ...current, ...devDependencies(packages.filter(isNest11)) }
