-- KEYS: record, epoch. ARGV: expected version, the writer's epoch, then the record's fields and values.
local refused = refusal(KEYS[1], KEYS[2])
if refused then
  return refused
end
redis.call('HSET', KEYS[1], unpack(ARGV, 3))
return { 'done' }
