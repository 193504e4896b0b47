/** Requests of a round, known to both sides. */
export const requestsPerRound = 8000
