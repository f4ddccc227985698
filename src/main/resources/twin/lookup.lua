-- ARGV: sid.
local last = redis.call('HMGET', life_key(ARGV[2]), 'life', 'endedBy')
local answer = {last[1] or '', last[2] or ''}
local open = session(ARGV[2])
if open then
  for _, field in ipairs(open) do answer[#answer + 1] = field end
end
return answer
