import { Script } from '../client/script.js'

// Time is the server's (TIME): clocks of consumers may be wrong, and step. All scripts write what they decide in one
// step, so a crash between two of them loses nothing.
//
// A server whose memory is full refuses what takes room, unless the script has written before. So those that consumers need
// begin with a command that takes none: the jobs that fill the memory are handled, and make room.

const now = `local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`

/**
 * Takes up to ARGV[1] elements off the list. KEYS: list, processing list of the consumer.
 */
export const claim = new Script(`local taken = {}
for index = 1, tonumber(ARGV[1]) do
  local element = redis.call('LPOP', KEYS[1])
  if not element then break end
  redis.call('RPUSH', KEYS[2], element)
  taken[index] = element
end
return taken`)

/**
 * Ends the handling of elements. KEYS: processing list, list, delayed, dead, dead order, last, consumers. ARGV[1]: empty,
 * or the id of a consumer that must be dead for this to happen. Then for each element: itself, and what becomes of it;
 * unless it is done, what is kept of it, and milliseconds until its next attempt. An element that is not in the processing list any more was
 * settled before, and is left alone: running this again changes nothing.
 */
export const settle = new Script(`${now}
if ARGV[1] ~= '' then
  local lease = redis.call('ZSCORE', KEYS[7], ARGV[1])
  if lease and tonumber(lease) > now then return 0 end
end
local settled = 0
local index = 2
while index < #ARGV do
  local outcome, kept = ARGV[index + 1], ARGV[index + 2]
  if redis.call('LREM', KEYS[1], 1, ARGV[index]) == 1 then
    settled = settled + 1
    if outcome == 'back' then
      redis.call('LPUSH', KEYS[2], kept)
    elseif outcome == 'retry' then
      local id = redis.call('INCR', KEYS[6])
      redis.call('ZADD', KEYS[3], now + ARGV[index + 3], id .. ':' .. kept)
    elseif outcome == 'dead' then
      local id = redis.call('INCR', KEYS[6])
      redis.call('HSET', KEYS[4], id, kept)
      redis.call('ZADD', KEYS[5], id, id)
    end
  end
  index = index + (outcome == 'done' and 2 or 4)
end
return settled`)

/** Keeps a dead letter of an element that is in no list. KEYS: dead, dead order, last. ARGV[1]: the letter. */
export const bury = new Script(`redis.call('ZREM', KEYS[2], '')
local id = redis.call('INCR', KEYS[3])
redis.call('HSET', KEYS[1], id, ARGV[1])
redis.call('ZADD', KEYS[2], id, id)
return id`)

/** Puts a dead letter's job back. KEYS: dead, dead order, list. ARGV: the letter's id, the element. */
export const replay = new Script(`if redis.call('HDEL', KEYS[1], ARGV[1]) == 0 then return 0 end
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('RPUSH', KEYS[3], ARGV[2])
return 1`)

/** Throws a dead letter away. KEYS: dead, dead order. ARGV[1]: its id. */
export const discard = new Script(`redis.call('ZREM', KEYS[2], ARGV[1])
return redis.call('HDEL', KEYS[1], ARGV[1])`)

/**
 * What has to be done from time to time. KEYS: consumers, delayed, list, prefix of processing lists. ARGV: the consumer's
 * id, its lease, milliseconds after which an idle dead consumer is forgotten.
 *
 * Renews the lease; puts elements whose time has come on the list, a bounded number of them; and answers milliseconds
 * until the next one's time (-1: none waits), how many elements the consumer is handling, and which consumers are dead
 * and have left some.
 */
export const beat = new Script(`${now}
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
for _, member in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, 100)) do
  redis.call('RPUSH', KEYS[3], string.sub(member, string.find(member, ':', 1, true) + 1))
  redis.call('ZREM', KEYS[2], member)
end
local wait = -1
local next = redis.call('ZRANGE', KEYS[2], 0, 0, 'WITHSCORES')
if next[2] then wait = math.max(0, math.ceil(next[2] - now)) end
local dead = {}
local expired = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'WITHSCORES', 'LIMIT', 0, 1000)
for index = 1, #expired, 2 do
  if redis.call('LLEN', KEYS[4] .. expired[index]) > 0 then
    dead[#dead + 1] = expired[index]
  elseif expired[index + 1] + ARGV[3] < now then
    redis.call('ZREM', KEYS[1], expired[index])
  end
end
return {wait, redis.call('LLEN', KEYS[4] .. ARGV[1]), dead}`)

/** Signs a consumer off that handles nothing any more. KEYS: consumers, processing list. ARGV[1]: its id. */
export const signOff = new Script(`if redis.call('LLEN', KEYS[2]) > 0 then return 0 end
return redis.call('ZREM', KEYS[1], ARGV[1])`)
