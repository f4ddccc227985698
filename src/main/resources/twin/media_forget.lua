-- ARGV: id.
redis.call('SREM', 'ov:media:nodes', ARGV[2])
redis.call('DEL', media_key(ARGV[2]), placed_key(ARGV[2]), lost_key(ARGV[2]))
return {'DONE'}
