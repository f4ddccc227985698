-- ARGV: id, ip, uri, status.
redis.call('SADD', 'ov:media:nodes', ARGV[2])
redis.call('DEL', lost_key(ARGV[2]))
redis.call('HSET', media_key(ARGV[2]), 'ip', ARGV[3], 'uri', ARGV[4], 'status', ARGV[5])
return {'DONE'}
