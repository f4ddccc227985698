local answer = {}
for _, m in ipairs(members('ov:nodes')) do
  local f = redis.call('HMGET', node_key(m), 'nodeId', 'address', 'state')
  answer[#answer + 1] = m
  for i = 1, 3 do answer[#answer + 1] = f[i] end
  answer[#answer + 1] = has_lease(m) and '1' or '0'
end
return answer
