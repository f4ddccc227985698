-- ARGV: incarnation. Unknown is sealed: a reader can expect nothing of it.
local state = redis.call('HGET', node_key(ARGV[2]), 'state')
return {(not state or state == 'dead') and '1' or '0'}
