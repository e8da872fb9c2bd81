-- All records whose keys match ARGV[1], as one snapshot. ARGV[2...]: the fields wanted.
-- KEYS instead of an index of ours: nodes would need the right to write the index, and it could be wrong.
local records = {}
for i, key in ipairs(redis.call('KEYS', ARGV[1])) do
  records[i] = { key, redis.call('HMGET', key, unpack(ARGV, 2)) }
end
return records
