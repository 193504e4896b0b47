import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js'
import type { ExternalContextCreator } from '@nestjs/core'
import type { ContextId } from '@nestjs/core/injector/instance-wrapper.js'
import type { AnyCallbackEvent } from './any-commands.js'
import { filterProxy } from './filter-proxy.js'
import type { SeenHandler } from './found-handler.js'
import { IM_CALLBACK_CONTEXT } from './im-callback.constants.js'
import { inertResponse } from './inert-response.js'

export type Run = (event: AnyCallbackEvent) => Promise<unknown>

/** Nest 11 keeps what it knows of a handler by the name of its class: two classes of one name would share it. */
const noCache = { get: () => undefined, set: () => undefined }

/**
 * The method with its guards, interceptors, pipes and filters around it. Without anyone who could ask for a response, none is made.
 */
export function handlerRun(
  { module, method, wrapper, isLookedAt }: SeenHandler,
  creator: ExternalContextCreator,
  { instance, contextId }: { instance: object; contextId?: ContextId },
): Run {
  const moduleKey = () => module.token
  // Nest looks for the module by the class of the instance, which it does not find for controllers; we know it.
  const here: ExternalContextCreator = Object.create(creator, {
    getContextModuleKey: { value: moduleKey },
    getHostModuleKey: { value: moduleKey },
    externalErrorProxy: { value: filterProxy },
    handlerMetadataStorage: { value: noCache },
  })
  const run = here.create(
    instance,
    Reflect.get(instance, method),
    method,
    ROUTE_ARGS_METADATA,
    { exchangeKeyForValue: () => undefined },
    contextId,
    wrapper.id,
    undefined,
    IM_CALLBACK_CONTEXT,
  )
  return isLookedAt ? (event) => run(event, inertResponse(event)) : (event) => run(event)
}
