import {
  type ApplicationConfig,
  ContextIdFactory,
  type ExternalContextCreator,
  type ModuleRef,
} from '@nestjs/core'
import { Injector } from '@nestjs/core/injector/injector.js'
import type { ContextId, InstanceWrapper } from '@nestjs/core/injector/instance-wrapper.js'
import { REQUEST_CONTEXT_ID } from '@nestjs/core/router/request/request-constants.js'
import type { AnyCommands } from './any-commands.js'
import { lateEnhancers } from './enhancers.js'
import type { SeenHandler } from './found-handler.js'
import { handlerRun, type Run } from './handler-context.js'
import { ImCallbackContext } from './im-callback.context.js'

/** What of Nest handlers are run with. */
export interface NestParts {
  readonly creator: ExternalContextCreator
  readonly config: ApplicationConfig
  readonly moduleRef: ModuleRef
}

const injector = new Injector()

/** One instance for all events where everything is a singleton, else one for each event. */
export async function scopedRun(found: SeenHandler, nest: NestParts): Promise<Run> {
  const { wrapper, module, collection } = found
  const late = await lateEnhancers(found, { config: nest.config, injector })
  const isSingleton = wrapper.isDependencyTreeStatic() && !wrapper.isTransient

  const load = async (contextId: ContextId): Promise<object> => {
    for (const each of late) {
      if (each.host !== undefined) await injector.loadInjectable(each, each.host, contextId, wrapper)
    }
    if (isSingleton) return wrapper.instance
    return injector.loadPerContext(wrapper.instance ?? {}, module, collection, contextId, wrapper)
  }
  const isShared = wrapper.isDependencyTreeStatic() && !late.some(isScoped)
  if (isShared && isSingleton) return handlerRun(found, nest.creator, { instance: wrapper.instance })
  if (isShared) {
    const contextId = ContextIdFactory.create()
    return handlerRun(found, nest.creator, { instance: await load(contextId), contextId })
  }
  return async (event) => {
    const contextId = contextIdOf(ImCallbackContext.of(event), wrapper, nest.moduleRef)
    return handlerRun(found, nest.creator, { instance: await load(contextId), contextId })(event)
  }
}

function isScoped(enhancer: InstanceWrapper): boolean {
  return enhancer.isTransient || !enhancer.isDependencyTreeStatic()
}

/** The hook and the handler of one event share their request-scoped providers. A strategy is heeded as for HTTP. */
function contextIdOf(
  context: ImCallbackContext<AnyCommands>,
  wrapper: InstanceWrapper,
  moduleRef: ModuleRef,
): ContextId {
  const contextId = ContextIdFactory.getByRequest(context)
  if (REQUEST_CONTEXT_ID in context) return contextId
  Object.defineProperty(context, REQUEST_CONTEXT_ID, { value: contextId })
  const payload: unknown = contextId.payload
  const isForTenant = wrapper.isDependencyTreeDurable() && payload !== undefined
  moduleRef.registerRequestByContextId(isForTenant ? payload : Object.assign(context, payload), contextId)
  return contextId
}
