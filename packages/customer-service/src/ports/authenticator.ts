import type { User } from '../domain/user.js'

/** A login, before it is known whose it is. */
export interface LoginRequest {
  readonly token: string
  /** 1 iOS, 2 Android, 3 web, 4 server. */
  readonly platform: number
  /** What the client calls its device; may be empty. */
  readonly deviceId: string
  /** Address of the other end; undefined when it is gone already. */
  readonly address: string | undefined
}

/** Who has logged in. */
export interface Login extends User {
  /** The user wants pushes on the phone although a desktop is connected. Default false. */
  readonly wantsPushes?: boolean | undefined
}

/**
 * Answers whose token this is, and nothing when it is nobody's. What it throws is logged and refuses the login; it must
 * not put the token into the message.
 */
export interface Authenticator {
  authenticate(request: LoginRequest): Login | undefined | Promise<Login | undefined>
}
