-- ARGV: incarnation.
if redis.call('HGET', node_key(ARGV[2]), 'state') == 'up' then
  redis.call('HSET', node_key(ARGV[2]), 'state', 'draining')
end
return {'DONE'}
