/** The platform's ranges for refusal codes of your own, both ends included. */
export type CodeRange = '120001-130000' | '10100-10200' | '38000-39000'

type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9'

/** One digit at a time: listing ten thousand codes would cost the compiler far more than the check is worth. */
type Digits<Text extends string, Count extends 2 | 3 | 4> = Count extends 4
  ? Text extends `${infer _ extends Digit}${infer Rest}`
    ? Digits<Rest, 3>
    : false
  : Count extends 3
    ? Text extends `${infer _ extends Digit}${infer Rest}`
      ? Digits<Rest, 2>
      : false
    : Text extends `${infer _ extends Digit}${infer __ extends Digit}`
      ? true
      : false

type InRange<Code extends string, Range extends CodeRange> = {
  '120001-130000': Code extends '120000'
    ? false
    : Code extends '130000'
      ? true
      : Code extends `12${infer Rest}`
        ? Digits<Rest, 4>
        : false
  '10100-10200': Code extends '10200' ? true : Code extends `101${infer Rest}` ? Digits<Rest, 2> : false
  '38000-39000': Code extends '39000' ? true : Code extends `38${infer Rest}` ? Digits<Rest, 3> : false
}[Range]

/**
 * The code `reject` takes: 1 or a number of the range; only 1 when the range is `never`. A wrong literal turns
 * this into a sentence such as `'use 1 or 120001-130000'`, which the compiler then prints. A number known only
 * at run time is accepted here and checked there.
 */
export type RejectCode<C extends number, Range extends CodeRange> = number extends C
  ? C
  : C extends 1
    ? C
    : [Range] extends [never]
      ? 'use 1'
      : InRange<`${C}`, Range> extends true
        ? C
        : `use 1 or ${Range}`

/** The same for commands that answer account by account, where 1 is no refusal. */
export type AccountCode<C extends number, Range extends CodeRange> = number extends C
  ? C
  : InRange<`${C}`, Range> extends true
    ? C
    : `use ${Range}`
