-- ARGV: node, nodeId, address, lease ms, proposed epoch.
local node, node_id, address, lease_ms = ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local epoch = redis.call('GET', 'ov:epoch')
if not epoch then
  -- A store restarted empty: boots go on from the time, so that no incarnation appears twice.
  epoch = ARGV[6] .. ':' .. text(now_ms())
  redis.call('SET', 'ov:epoch', epoch)
  redis.call('SET', 'ov:boot', text(now_ms()))
end
local boot = redis.call('INCR', 'ov:boot')
local older = {}
for _, other in ipairs(members('ov:nodes')) do
  if string.sub(other, 1, #node + 1) == node .. '#' then older[#older + 1] = other end
end
local m = node .. '#' .. text(boot)
redis.call('HSET', node_key(m), 'address', address, 'nodeId', node_id, 'state', 'up')
redis.call('SADD', 'ov:nodes', m)
redis.call('SET', lease_key(m), '1', 'PX', lease_ms)
local answer = {m, text(boot), epoch, text(redis.call('XLEN', 'ov:deadlog'))}
for _, other in ipairs(older) do answer[#answer + 1] = other end
return answer
