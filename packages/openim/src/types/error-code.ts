type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9'

/**
 * The code `reject` takes: 100 or more. A literal below turns this into a sentence, which the compiler prints; a number
 * known only at run time is checked there.
 */
export type ErrorCode<C extends number> = number extends C
  ? C
  : `${C}` extends `-${string}` | `${string}.${string}` | Digit | `${Digit}${Digit}`
    ? 'use 100 or more'
    : C
