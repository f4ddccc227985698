-- ARGV: epoch. Born at 0: a store that certainly was never used needs no quarantine.
redis.call('SETNX', 'ov:epoch', ARGV[2] .. ':0')
return {'DONE'}
