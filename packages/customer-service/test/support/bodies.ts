/** Body of commands 24, 25 and 64: four numbers, a timestamp of 0, the content. */
export function messageBody(numbers: readonly (number | bigint)[], content: string | Buffer): Buffer {
  const fixed = Buffer.alloc(36)
  numbers.forEach((number, index) => {
    fixed.writeBigInt64BE(BigInt(number), index * 8)
  })
  return Buffer.concat([fixed, Buffer.from(content)])
}

export function int64Body(value: number | bigint): Buffer {
  const body = Buffer.alloc(8)
  body.writeBigInt64BE(BigInt(value))
  return body
}

export const contentOf = (body: Buffer): string => body.subarray(36).toString('utf8')
