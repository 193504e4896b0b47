/** Nothing to say: the answer of handlers that return nothing. */
export const allowed = { ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '' }

/** The answer of the handler that refuses. */
export const refused = { ActionStatus: 'OK', ErrorCode: 120001, ErrorInfo: 'mind your words' }
