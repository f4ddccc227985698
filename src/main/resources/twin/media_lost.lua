-- ARGV: id, incarnation that cannot reach it. More than half of those with a lease end it.
local id = ARGV[2]
if redis.call('HGET', media_key(id), 'status') ~= 'running' then return {'1'} end
redis.call('SADD', lost_key(id), ARGV[3])
local masters, accusers = 0, 0
for _, m in ipairs(members('ov:nodes')) do
  if has_lease(m) then
    masters = masters + 1
    accusers = accusers + redis.call('SISMEMBER', lost_key(id), m)
  end
end
if 2 * accusers <= masters then return {'0'} end
redis.call('HSET', media_key(id), 'status', 'terminated')
redis.call('DEL', lost_key(id))
return {'1'}
