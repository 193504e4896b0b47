// What Redis answers, as clients hand it over: text or bytes, numbers or digits.

export const isNothing = (reply: unknown): reply is null | undefined => reply === null || reply === undefined

export const textOf = (reply: unknown): string => String(reply)

export const textsOf = (reply: unknown): string[] => (Array.isArray(reply) ? reply.map(textOf) : [])

export const numberOf = (reply: unknown): number => Number(reply)
