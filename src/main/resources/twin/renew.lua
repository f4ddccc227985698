-- ARGV: incarnation, epoch, lease ms, writes that were answered. A lease is never re-created: SET XX.
if redis.call('GET', 'ov:epoch') ~= ARGV[3] then return {'OTHER_EPOCH'} end
local writes = tonumber(redis.call('HGET', node_key(ARGV[2]), 'writes') or '0')
if writes < tonumber(ARGV[5]) then return {'LOST_WRITES'} end
if not redis.call('SET', lease_key(ARGV[2]), '1', 'PX', ARGV[4], 'XX') then return {'EXPIRED'} end
return {'RENEWED'}
