-- ARGV: sid, incarnation, life, media nodes to avoid...
local sid = ARGV[2]
if not is_owned(sid, ARGV[3], ARGV[4]) then return {'NOT_OWNED'} end
count_write(ARGV[3])
local placed = redis.call('HGET', session_key(sid), 'mediaNode')
if placed then return {'PLACED', placed} end
local avoid = {}
for i = 5, #ARGV do avoid[ARGV[i]] = true end
local best, best_load, best_avoided
for _, id in ipairs(members('ov:media:nodes')) do
  if redis.call('HGET', media_key(id), 'status') == 'running' then
    local load, avoided = redis.call('SCARD', placed_key(id)), avoid[id] or false
    local better = best == nil or (best_avoided and not avoided)
        or (best_avoided == avoided and load < best_load)
    if better then best, best_load, best_avoided = id, load, avoided end
  end
end
if not best then return {'NO_MEDIA_NODE'} end
redis.call('HSET', session_key(sid), 'mediaNode', best)
redis.call('SADD', placed_key(best), sid)
return {'PLACED', best}
