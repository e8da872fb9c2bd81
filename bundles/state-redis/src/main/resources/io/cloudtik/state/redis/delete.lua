-- KEYS: record, epoch. ARGV: expected version, the writer's epoch.
local refused = refusal(KEYS[1], KEYS[2])
if refused then
  return refused
end
redis.call('DEL', KEYS[1])
return { 'done' }
