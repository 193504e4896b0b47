/** Whose turn it is when a call failed: see the error class of the same name. */
export type RestErrorKind =
  | 'transient'
  | 'rate_limited'
  | 'sign_again'
  | 'configuration'
  | 'caller'
  | 'refused'
  | 'invalid_response'
  | 'unknown'
