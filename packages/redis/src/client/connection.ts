/** A connection to Redis, whatever the client. */
export interface Connection {
  /** Whether a command would go out at once. */
  readonly isReady: boolean
  /** Sends one command. Rejects when Redis says no, or when the connection ends before the answer. */
  send(command: string, ...args: (string | number)[]): Promise<unknown>
}

/** The app's own client. It is never closed here. */
export interface SharedConnection extends Connection {
  /** Lets a client connect that waits for its first command. */
  wake(): void
  /** Calls `ready` each time the connection has come up; answers how to stop that. */
  watch(ready: () => void): () => void
  /** One more connection to the same server. When it ends it has ended: it does not come back by itself. */
  open(): Promise<OwnConnection>
}

/** A connection that was opened here, and is closed here. */
export interface OwnConnection extends Connection {
  /** The server's number for it, for CLIENT UNBLOCK; undefined where the server does not tell. */
  readonly id: number | undefined
  /** Ends it at once; what waits for an answer rejects. */
  end(): void
}

/** Connection errors reach whoever waits for an answer; a client without a listener would end the process. */
export const heard = () => undefined

/** Asks for the number of a connection; servers may refuse to tell. */
export async function idOf({ send }: Pick<Connection, 'send'>): Promise<number | undefined> {
  const id = Number(await send('CLIENT', 'ID').catch(heard))
  return Number.isInteger(id) ? id : undefined
}
