-- Shared by every script of the store. ARGV[1] is a time in milliseconds for tests, or empty: then
-- the clock is Redis TIME. All keys live in one Redis; scripts make them from their arguments.
local LIFE_TTL_MS = 7 * 24 * 3600 * 1000

local function now_ms()
  if ARGV[1] ~= '' then return tonumber(ARGV[1]) end
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end

-- Large numbers must not be written as 1.7e+12.
local function text(number) return string.format('%.0f', number) end

local function lease_key(m) return 'ov:lease:' .. m end
local function node_key(m) return 'ov:node:' .. m end
local function owned_key(m) return 'ov:owned:' .. m end
local function session_key(sid) return 'ov:sess:' .. sid end
local function life_key(sid) return 'ov:life:' .. sid end
local function media_key(id) return 'ov:media:node:' .. id end
local function placed_key(id) return 'ov:media:sess:' .. id end
local function lost_key(id) return 'ov:media:lost:' .. id end

local function members(key)
  local list = redis.call('SMEMBERS', key)
  table.sort(list)
  return list
end

local function has_lease(m) return redis.call('EXISTS', lease_key(m)) == 1 end

-- Fields of an open life in answer order; nil when there is none.
local function session(sid)
  local f = redis.call('HMGET', session_key(sid), 'owner', 'life', 'createdAt', 'mediaNode')
  if not f[1] then return nil end
  local address = redis.call('HGET', node_key(f[1]), 'address')
  return {f[1], address or '', f[2], f[3], f[4] or ''}
end

-- How many writes of an owner took effect; what it was answered can never be more, unless a store
-- that lost its last writes took over.
local function count_write(m) redis.call('HINCRBY', node_key(m), 'writes', 1) end

local function is_owned(sid, m, life)
  local f = redis.call('HMGET', session_key(sid), 'owner', 'life')
  return f[1] == m and f[2] == life
end

-- Ends an open life; the caller has checked that it may.
local function close_life(sid, m, cause)
  local media = redis.call('HGET', session_key(sid), 'mediaNode')
  if media then redis.call('SREM', placed_key(media), sid) end
  redis.call('DEL', session_key(sid))
  redis.call('SREM', owned_key(m), sid)
  redis.call('HSET', life_key(sid), 'endedBy', cause)
  redis.call('PEXPIRE', life_key(sid), LIFE_TTL_MS)
end
