-- ARGV: incarnation, epoch, lease ms. A lease is never re-created: SET XX.
if redis.call('GET', 'ov:epoch') ~= ARGV[3] then return {'OTHER_EPOCH'} end
if not redis.call('SET', lease_key(ARGV[2]), '1', 'PX', ARGV[4], 'XX') then return {'EXPIRED'} end
return {'RENEWED'}
