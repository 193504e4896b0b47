import type { ArgumentsHost } from '@nestjs/common'
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js'

type Target = (...args: unknown[]) => Promise<unknown>

interface Filters {
  next(exception: unknown, host: ArgumentsHost): unknown
}

/**
 * Runs exception filters, in place of Nest's own proxy: a filter that answers nothing, as filters written for HTTP do,
 * has not answered the callback. Taken for an answer, it would let through what the handler failed to judge.
 */
export const filterProxy = {
  createProxy(target: Target, filters: Filters, contextType: string): Target {
    return async (...args) => {
      try {
        return await target(...args)
      } catch (exception) {
        const host = new ExecutionContextHost(args)
        host.setType(contextType)
        const reply = await filters.next(exception, host)
        if (reply !== undefined && reply !== null) return reply
        throw exception
      }
    }
  },
}
