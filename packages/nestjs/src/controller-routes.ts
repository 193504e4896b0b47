import { RequestMethod, type Type } from '@nestjs/common'
import type { ApplicationConfig, ModulesContainer } from '@nestjs/core'
import { RoutesMapper } from '@nestjs/core/middleware/routes-mapper.js'
import { RoutePathFactory } from '@nestjs/core/router/route-path-factory.js'
import { isServed, type ServedPath } from './served-path.js'

/** The methods that controllers serve at our paths. Throws when POST is among them: only one can have it. */
export function methodsOfControllers(
  modules: ModulesContainer,
  config: ApplicationConfig,
  served: readonly ServedPath[],
): Set<string> {
  const exact = served.map(({ path }) => ({ path, isOpen: false }))
  const methods = new Set<string>()
  for (const { controller, path, method } of routesOf(modules, config)) {
    if (!isServed(exact, path)) continue
    if (method === 'POST' || method === 'ALL') {
      throw new Error(
        `im-callback: ${controller} and ImCallbackModule both take POST ${path}; ` +
          'give one of them another path: forRoot({ path }).',
      )
    }
    methods.add(method)
    if (method === 'GET') methods.add('HEAD')
  }
  return methods
}

interface Route {
  readonly controller: string
  readonly path: string
  readonly method: string
}

function routesOf(modules: ModulesContainer, config: ApplicationConfig): Route[] {
  // All that it asks of a container is its modules.
  const mapper: RoutesMapper = Reflect.construct(RoutesMapper, [{ getModules: () => modules }, config])
  const paths = new RoutePathFactory(config)
  const globalPrefix = config.getGlobalPrefix()
  const versioningOptions = config.getVersioning()
  return controllersOf(modules).flatMap((controller) =>
    mapper.mapRouteToRouteInfo(controller).flatMap(({ path, method, version }) =>
      paths
        .create({ ctrlPath: path, globalPrefix, versioningOptions, controllerVersion: version }, method)
        .map((each) => ({
          controller: controller.name,
          path: each,
          method: RequestMethod[method] ?? 'ALL',
        })),
    ),
  )
}

function controllersOf(modules: ModulesContainer): Type[] {
  const wrappers = [...modules.values()].flatMap(({ controllers }) => [...controllers.values()])
  return [...new Set(wrappers.map(({ metatype }) => metatype))].filter(isClass)
}

function isClass(value: unknown): value is Type {
  return typeof value === 'function'
}
