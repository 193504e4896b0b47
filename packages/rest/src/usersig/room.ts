/** What an account may do in a TRTC room, as bits to add up. */
export const RoomPrivilege = {
  /** Create the room. */
  Create: 1,
  /** Enter the room. */
  Join: 2,
  /** Send audio. */
  SendAudio: 4,
  /** Receive audio. */
  ReceiveAudio: 8,
  /** Send video. */
  SendVideo: 16,
  /** Receive video. */
  ReceiveVideo: 32,
  /** Share the screen. */
  SendScreen: 64,
  /** Receive a shared screen. */
  ReceiveScreen: 128,
  /** All of them. */
  All: 255,
} as const

/** Entry into a TRTC room, for {@link UserSig.userbuf}. */
export interface RoomAccess {
  /** Room number, unsigned 32-bit, or the name of a room with a text id. */
  readonly room: number | string
  /** Sum of {@link RoomPrivilege} bits. Default 255, all. */
  readonly privileges?: number | undefined
  /** Seconds it is valid from now on. Default 86,400. */
  readonly expire?: number | undefined
}

/** The bytes behind a PrivateMapKey; numbers are big-endian. */
export function roomBytes(
  { identifier, sdkAppId, endsAt }: { identifier: string; sdkAppId: number; endsAt: number },
  { room, privileges = RoomPrivilege.All }: RoomAccess,
): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder()
  const isText = typeof room === 'string'
  const name = isText ? encoder.encode(room) : new Uint8Array()
  return Uint8Array.from([
    isText ? 1 : 0,
    ...withLength(encoder.encode(identifier)),
    ...u32('sdkAppId', sdkAppId),
    ...u32('room', isText ? 0 : room),
    ...u32('the end of the room access', endsAt),
    ...u32('privileges', privileges),
    ...u32('account type', 0),
    ...(isText ? withLength(name) : []),
  ])
}

function withLength(bytes: Uint8Array): number[] {
  if (bytes.length > 0xffff) throw new TypeError('userbuf: an id or room name has at most 65,535 bytes.')
  return [bytes.length >> 8, bytes.length & 0xff, ...bytes]
}

function u32(what: string, value: number): number[] {
  if (!Number.isInteger(value) || value < 0 || value > 0xffffffff) {
    throw new TypeError(`userbuf: ${what} is ${value}; it is a whole number from 0 to 4,294,967,295.`)
  }
  return [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff]
}
