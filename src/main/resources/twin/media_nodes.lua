-- Per node: id, ip, uri, status, number of sessions, sessions...
local answer = {}
for _, id in ipairs(members('ov:media:nodes')) do
  local f = redis.call('HMGET', media_key(id), 'ip', 'uri', 'status')
  local placed = members(placed_key(id))
  answer[#answer + 1] = id
  for i = 1, 3 do answer[#answer + 1] = f[i] end
  answer[#answer + 1] = text(#placed)
  for _, sid in ipairs(placed) do answer[#answer + 1] = sid end
end
return answer
