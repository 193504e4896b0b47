/** What every answer of the platform has. */
export interface RestAnswer {
  /** `OK`, `FAIL`, or `SomeError`: done, but not for everyone. */
  ActionStatus: string
  /** 0 for success. */
  ErrorCode: number
  /** What went wrong, in the platform's words. */
  ErrorInfo: string
  /** For people to read; few endpoints have it. */
  ErrorDisplay?: string
}
