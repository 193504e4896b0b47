import { RequestMethod } from '@nestjs/common'
import type { ApplicationConfig } from '@nestjs/core'
import { RoutePathFactory } from '@nestjs/core/router/route-path-factory.js'
import type { ImCallbackModuleOptions } from './im-callback.options.js'

/** Where callbacks come in, once prefix and version are known. */
export interface ServedPath {
  readonly path: string
  /** Everything below it is served too. */
  readonly isOpen: boolean
}

type PathOptions = Pick<ImCallbackModuleOptions, 'path' | 'version'>

/** The paths of one module instance as Nest would give them to a controller; several when it has several versions. */
export function servedPaths(options: PathOptions, config: ApplicationConfig): ServedPath[] {
  const path = (options.path ?? 'im/callback').replace(/\/{2,}/g, '/')
  const isOpen = path.endsWith('/*')
  const literal = isOpen ? path.slice(0, -2) : path
  if (/[*:{}()?#\s]/.test(literal)) {
    throw new Error(
      `im-callback: the path "${path}" has parameters; give literal text, with /* at its end at the most.`,
    )
  }
  const versioningOptions = config.getVersioning()
  const paths = new RoutePathFactory(config).create(
    {
      ctrlPath: literal,
      globalPrefix: config.getGlobalPrefix(),
      versioningOptions,
      controllerVersion: options.version ?? versioningOptions?.defaultVersion,
    },
    RequestMethod.POST,
  )
  return paths.map((each) => ({ path: each, isOpen }))
}

/** Whether a request with this path is for us; a slash at its end does not matter. */
export function isServed(served: readonly ServedPath[], path: string): boolean {
  const plain = withoutEndSlash(path)
  return served.some((each) => plain === each.path || (each.isOpen && plain.startsWith(below(each))))
}

/** `/api/im/callback`, or `/api/im/callback/*` */
export function shown(served: ServedPath): string {
  return served.isOpen ? `${below(served)}*` : served.path
}

/** With what everything below it begins. */
function below({ path }: ServedPath): string {
  return path === '/' ? '/' : `${path}/`
}

function withoutEndSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
}
