-- ARGV: id, incarnation that reaches it again.
redis.call('SREM', lost_key(ARGV[2]), ARGV[3])
return {'DONE'}
