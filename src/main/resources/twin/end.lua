-- ARGV: sid, incarnation, life, cause. Compare and delete.
if not is_owned(ARGV[2], ARGV[3], ARGV[4]) then return {'NOT_OWNED'} end
close_life(ARGV[2], ARGV[3], ARGV[5])
count_write(ARGV[3])
return {'ENDED'}
