-- The fencing epoch is the highest one ever seen. It is never guessed: a damaged one stops every write.
local function seen_epoch(key)
  local stored = redis.call('HMGET', key, 'value', 'check')
  if not stored[1] and not stored[2] then
    return 0
  end
  if not stored[1] or redis.sha1hex(stored[1]) ~= stored[2] then
    return nil
  end
  return tonumber(stored[1])
end

local function raise_epoch(key, value)
  redis.call('HSET', key, 'value', value, 'check', redis.sha1hex(value))
end

-- Why this writer may not change this record, or nil. ARGV[1] is the version expected, ARGV[2] the writer's epoch.
local function refusal(record, epoch)
  local seen = seen_epoch(epoch)
  if not seen then
    return { 'damaged' }
  end
  if tonumber(ARGV[2]) < seen then
    return { 'epoch', string.format('%.0f', seen) }
  end
  local version = redis.call('HGET', record, 'version') or '0'
  if version ~= ARGV[1] then
    return { 'version', version }
  end
  if tonumber(ARGV[2]) > seen then
    raise_epoch(epoch, ARGV[2])
  end
  return nil
end
