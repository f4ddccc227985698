-- ARGV: sid, incarnation, quarantine ms.
local sid, m = ARGV[2], ARGV[3]
if not has_lease(m) then return {'FENCED'} end
local open = session(sid)
if open then return {'EXISTS', unpack(open)} end
local now = now_ms()
local epoch = redis.call('GET', 'ov:epoch') or ':0'
local left = tonumber(string.match(epoch, ':(%d+)$')) + tonumber(ARGV[4]) - now
if left > 0 then return {'QUARANTINED', text(left)} end
local last = redis.call('HMGET', life_key(sid), 'life', 'endedBy')
local life = math.max(tonumber(last[1] or '-1') + 1, now)
redis.call('HSET', session_key(sid), 'owner', m, 'life', text(life), 'createdAt', text(now))
redis.call('SADD', owned_key(m), sid)
redis.call('HSET', life_key(sid), 'life', text(life))
redis.call('HDEL', life_key(sid), 'endedBy')
redis.call('PERSIST', life_key(sid))
count_write(m)
return {'CREATED', text(life), text(now), last[2] == 'crash' and '1' or '0'}
