/** Recorded msgids and ours, user by user: equal ones stay equal, and their order stays. */
export class MsgidMap {
  readonly #users = new Map<string, Map<bigint, bigint>>()

  /** Notes that `ours` stands where `recorded` stood. */
  note(user: string, recorded: bigint, ours: bigint): void {
    const known = this.#users.get(user) ?? new Map([[0n, 0n]])
    this.#users.set(user, known)
    for (const [otherRecorded, otherOurs] of known) {
      const isInOrder = Math.sign(Number(recorded - otherRecorded)) === Math.sign(Number(ours - otherOurs))
      if (!isInOrder) {
        throw new Error(
          `user ${user}: ${recorded} became ${ours}, but ${otherRecorded} has become ${otherOurs}`,
        )
      }
    }
    known.set(recorded, ours)
  }

  /** What a client sends in place of a recorded msgid. */
  ours(user: string, recorded: bigint): bigint {
    const ours = this.#users.get(user)?.get(recorded)
    if (ours === undefined && recorded !== 0n) throw new Error(`user ${user} knows nothing of ${recorded}`)
    return ours ?? 0n
  }
}
