-- ARGV: position in the log of the dead.
local expired = {}
for _, m in ipairs(members('ov:nodes')) do
  if not has_lease(m) then expired[#expired + 1] = m end
end
local answer = {text(redis.call('XLEN', 'ov:deadlog')), text(#expired)}
for _, m in ipairs(expired) do answer[#answer + 1] = m end
local from = text(tonumber(ARGV[2]) + 1) .. '-0'
for _, entry in ipairs(redis.call('XRANGE', 'ov:deadlog', from, '+')) do
  answer[#answer + 1] = entry[2][2]
end
return answer
