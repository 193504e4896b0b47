import type { InstanceWrapper } from '@nestjs/core/injector/instance-wrapper.js'
import type { Module } from '@nestjs/core/injector/module.js'
import type { HandlerMark } from './im-callback.marks.js'

/** A decorated method of a provider or controller, and where it was found. */
export interface FoundHandler extends HandlerMark {
  readonly wrapper: InstanceWrapper
  readonly module: Module
  /** The collection of the module it is in: its providers or its controllers. */
  readonly collection: Module['providers']
  readonly prototype: object
  readonly method: string
}

/** A handler, and whether anyone may look at its events as if they were requests. */
export interface SeenHandler extends FoundHandler {
  readonly isLookedAt: boolean
}

/** `Moderation.check (AppModule)` */
export function nameOf({ prototype, method, module }: FoundHandler): string {
  return `${prototype.constructor.name}.${method} (${module.name})`
}

/** What a handler is for, in words. */
export function taskOf({ kind, command }: FoundHandler): string {
  if (kind === 'command') return command
  return kind === 'before' ? 'the before hook' : 'the fallback'
}
