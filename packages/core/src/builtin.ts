interface Runtime {
  readonly getBuiltinModule?: (name: string) => unknown
}

/**
 * A module of Node's, where the runtime has it; undefined elsewhere. Asked for by name instead of imported, so that
 * what needs it loads anywhere.
 */
export function builtin<Module>(name: string): Module | undefined {
  const runtime = (globalThis as { process?: Runtime }).process
  return runtime?.getBuiltinModule?.(name) as Module | undefined
}
