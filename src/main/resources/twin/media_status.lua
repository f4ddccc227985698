-- ARGV: id, status.
if redis.call('EXISTS', media_key(ARGV[2])) == 1 then
  redis.call('HSET', media_key(ARGV[2]), 'status', ARGV[3])
end
return {'DONE'}
