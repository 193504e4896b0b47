import { Script } from '../client/script.js'

// KEYS[1]: the key of an event. Its value is L and the token of who is answering, or A and the answer.

/** Answers what is there; where nothing is, the event is reserved. ARGV: own value, milliseconds. */
export const reserve = new Script(`local value = redis.call('GET', KEYS[1])
if not value then redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2]) end
return value`)

/** Prolongs a reservation that is still ours. ARGV: own value, milliseconds. */
export const prolong = new Script(`if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])`)

/** Keeps the answer, unless someone else took over meanwhile. ARGV: own value, the answer, milliseconds. */
export const keep = new Script(`local value = redis.call('GET', KEYS[1])
if value and value ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1`)

/** Ends a reservation that is still ours. ARGV[1]: own value. */
export const release = new Script(`if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])`)
