-- KEYS: damaged record, its place in the quarantine. ARGV: how many fields were read, their names, their values as
-- read, then the fields and values of the record that takes the place.
local count = tonumber(ARGV[1])
local stored = redis.call('HMGET', KEYS[1], unpack(ARGV, 2, 1 + count))
for i = 1, count do
  if (stored[i] or '') ~= ARGV[1 + count + i] then
    return { 'changed' }
  end
end
redis.call('HSET', KEYS[2], unpack(ARGV, 2 + 2 * count))
redis.call('DEL', KEYS[1])
return { 'done' }
