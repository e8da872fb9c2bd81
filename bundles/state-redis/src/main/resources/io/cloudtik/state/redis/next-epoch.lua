-- KEYS: epoch.
local seen = seen_epoch(KEYS[1])
if not seen then
  return { 'damaged' }
end
local raised = string.format('%.0f', seen + 1)
raise_epoch(KEYS[1], raised)
return { 'done', raised }
