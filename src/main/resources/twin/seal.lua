-- ARGV: incarnation, force.
local m = ARGV[2]
if ARGV[3] == '1' then redis.call('DEL', lease_key(m)) end
if has_lease(m) then return {'REFUSED'} end
local f = redis.call('HMGET', node_key(m), 'state', 'address', 'nodeId')
if not f[1] or f[1] == 'dead' then return {'BEFORE'} end
redis.call('HSET', node_key(m), 'state', 'dead')
redis.call('PEXPIRE', node_key(m), LIFE_TTL_MS)
redis.call('SREM', 'ov:nodes', m)
for _, id in ipairs(members('ov:media:nodes')) do redis.call('SREM', lost_key(id), m) end
local answer = {'NOW', f[2], f[3]}
for _, sid in ipairs(members(owned_key(m))) do
  local s = redis.call('HMGET', session_key(sid), 'owner', 'life', 'createdAt')
  if s[1] == m then
    close_life(sid, m, 'crash')
    redis.call('HSET', life_key(sid), 'life', text(math.max(tonumber(s[2]) + 1, now_ms())))
    answer[#answer + 1] = sid
    answer[#answer + 1] = s[2]
    answer[#answer + 1] = s[3]
  end
end
redis.call('DEL', owned_key(m))
redis.call('XADD', 'ov:deadlog', text(redis.call('XLEN', 'ov:deadlog') + 1) .. '-0', 'm', m)
return answer
