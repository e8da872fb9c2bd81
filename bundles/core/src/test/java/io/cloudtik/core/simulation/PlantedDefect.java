package io.cloudtik.core.simulation;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.Command;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.exec.CommandResult;
import io.cloudtik.api.spi.exec.ExecutorFactory;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.LaunchRequest;
import io.cloudtik.api.spi.provider.NodeAccess;
import io.cloudtik.api.spi.provider.NodeListing;
import io.cloudtik.api.spi.provider.NodeProvider;
import io.cloudtik.api.spi.provider.NodeTags;
import io.cloudtik.api.spi.state.Durability;
import io.cloudtik.api.spi.state.StateKey;
import io.cloudtik.api.spi.state.StateStore;
import io.cloudtik.api.spi.state.StateValue;
import io.cloudtik.contracts.exec.PassedOnExecutor;
import io.cloudtik.core.cluster.NodeSlot;
import io.cloudtik.core.cluster.SlotNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Mistakes that controllers of clusters make. The simulation must see each of them. */
enum PlantedDefect implements Mutation {

    /** Each call has a token of its own. */
    DROPS_THE_TOKEN {
        @Override
        public NodeProvider provider(NodeProvider real) {
            return new PassedOnNodes(real) {
                private int calls;

                @Override
                public CloudNode launch(LaunchRequest request) {
                    calls++;
                    return super.launch(withToken(
                            request, request.token() + request.tags().get(NodeTags.EPOCH) + "x" + calls));
                }
            };
        }
    },

    /** What may have happened is taken for failed, and asked for anew. */
    TAKES_UNKNOWN_FOR_FAILED {
        @Override
        public NodeProvider provider(NodeProvider real) {
            return new PassedOnNodes(real) {
                @Override
                public CloudNode launch(LaunchRequest request) {
                    try {
                        return super.launch(request);
                    } catch (PlatformException e) {
                        if (e.kind() != Kind.UNKNOWN) {
                            throw e;
                        }
                        return super.launch(withToken(request, request.token() + "again"));
                    }
                }
            };
        }
    },

    /** The token says which slot, and not which attempt. */
    FORGETS_THE_ATTEMPT {
        @Override
        public NodeProvider provider(NodeProvider real) {
            return new PassedOnNodes(real) {
                @Override
                public CloudNode launch(LaunchRequest request) {
                    return super.launch(withToken(request, "slot" + request.tags().get(NodeTags.SLOT)));
                }
            };
        }
    },

    /** What one listing does not show has ended. */
    TRUSTS_ONE_LISTING {
        @Override
        public NodeProvider provider(NodeProvider real) {
            return new PassedOnNodes(real) {
                private final Map<String, CloudNode> seen = new LinkedHashMap<>();

                @Override
                public NodeListing list() {
                    NodeListing listing = super.list();
                    Map<String, CloudNode> all = new LinkedHashMap<>();
                    seen.forEach((id, node) -> all.put(id, in(node, CloudNode.State.TERMINATED)));
                    listing.nodes().forEach(node -> all.put(node.id(), node));
                    listing.nodes().forEach(node -> seen.put(node.id(), node));
                    return new NodeListing(List.copyOf(all.values()), listing.complete());
                }
            };
        }
    },

    /** A listing that fails is taken for one that is empty. */
    TAKES_A_FAILED_LISTING_FOR_EMPTY {
        @Override
        public NodeProvider provider(NodeProvider real) {
            return new PassedOnNodes(real) {
                @Override
                public NodeListing list() {
                    try {
                        return super.list();
                    } catch (PlatformException e) {
                        return new NodeListing(List.of(), true);
                    }
                }
            };
        }
    },

    /** A cluster of the same name is taken for this one. */
    TAKES_FOREIGN_MACHINES_FOR_OURS {
        @Override
        public NodeProvider provider(NodeProvider real) {
            return new PassedOnNodes(real) {
                @Override
                public NodeListing list() {
                    NodeListing listing = super.list();
                    return new NodeListing(listing.nodes().stream().map(this::claimed).toList(), listing.complete());
                }

                private CloudNode claimed(CloudNode node) {
                    Map<String, String> tags = new HashMap<>(node.tags());
                    tags.put(NodeTags.CLUSTER_UUID, Folder.HEAD.clusterUuid().value());
                    return new CloudNode(
                            node.id(), node.state(), node.address(), tags, node.launchedAt(), node.reason());
                }
            };
        }
    },

    /** Tags say which cluster a machine is of, and not what it is in it. */
    LAUNCHES_WITHOUT_SLOT_AND_ATTEMPT {
        @Override
        public NodeProvider provider(NodeProvider real) {
            return new PassedOnNodes(real) {
                @Override
                public CloudNode launch(LaunchRequest request) {
                    Map<String, String> tags = new HashMap<>(request.tags());
                    tags.keySet().removeAll(Set.of(NodeTags.SLOT, NodeTags.ATTEMPT));
                    return super.launch(new LaunchRequest(
                            request.token(), request.name(), request.nodeType(), request.resources(),
                            request.nodeConfig(), tags, request.authorizedKeys()));
                }
            };
        }
    },

    /** What was asked to end is taken for ended. */
    FORGETS_WHAT_IT_ENDS {
        @Override
        public NodeProvider provider(NodeProvider real) {
            return new PassedOnNodes(real) {
                private final Set<String> ended = new HashSet<>();

                @Override
                public void terminate(Set<String> nodeIds) {
                    ended.addAll(nodeIds);
                    super.terminate(nodeIds);
                }

                @Override
                public NodeListing list() {
                    NodeListing listing = super.list();
                    return new NodeListing(
                            listing.nodes().stream()
                                    .map(node -> ended.contains(node.id()) ? in(node, CloudNode.State.TERMINATED) : node)
                                    .toList(),
                            listing.complete());
                }
            };
        }
    },

    /** Once a slot has a new machine, nobody looks for the old one. */
    FORGETS_THE_SUPERSEDED {
        @Override
        public NodeProvider provider(NodeProvider real) {
            return new PassedOnNodes(real) {
                @Override
                public NodeListing list() {
                    NodeListing listing = super.list();
                    Map<Integer, CloudNode> latest = new TreeMap<>();
                    listing.nodes().forEach(node -> latest.merge(SlotNames.slot(node), node, (one, other) ->
                            attempt(one) > attempt(other) ? one : other));
                    return new NodeListing(
                            listing.nodes().stream().filter(node -> latest.get(SlotNames.slot(node)) == node).toList(),
                            listing.complete());
                }
            };
        }
    },

    /** Whoever writes last is right, whoever reigns and whatever was written since. */
    WRITES_BLINDLY {
        @Override
        public StateStore state(StateStore real, RecordCodec codec) {
            return new PassedOnState(real) {
                @Override
                public long compareAndSet(StateKey key, String text, long expectedVersion, long epoch) {
                    return super.compareAndSet(
                            key, text, get(key).map(StateValue::version).orElse(0L), Long.MAX_VALUE / 2);
                }
            };
        }
    },

    /** What was recorded and not yet launched is not counted. */
    COUNTS_ONLY_WHAT_WAS_LAUNCHED {
        @Override
        public StateStore state(StateStore real, RecordCodec codec) {
            return new PassedOnState(real) {
                @Override
                public Map<String, StateValue> list(Durability durability, String table) {
                    Map<String, StateValue> all = new TreeMap<>(super.list(durability, table));
                    if (table.equals("slot")) {
                        List<NodeSlot> planned = new ArrayList<>();
                        all.values().forEach(value -> planned.add(codec.decode(value.text(), NodeSlot.class)));
                        planned.stream()
                                .filter(slot -> slot.phase() == NodeSlot.Phase.PLANNED)
                                .forEach(slot -> all.remove(String.valueOf(slot.number())));
                    }
                    return all;
                }
            };
        }
    },

    /** A node whose beats are missing is dead, whatever is to be heard of it on another way. */
    BELIEVES_THE_FIRST_SUSPICION {
        @Override
        public ExecutorFactory executors(ExecutorFactory real) {
            return new SuspiciousExecutors(real);
        }
    };

    private static LaunchRequest withToken(LaunchRequest request, String token) {
        return new LaunchRequest(
                token, request.name(), request.nodeType(), request.resources(), request.nodeConfig(), request.tags(),
                request.authorizedKeys());
    }

    private static CloudNode in(CloudNode node, CloudNode.State state) {
        return new CloudNode(node.id(), state, node.address(), node.tags(), node.launchedAt(), node.reason());
    }

    private static int attempt(CloudNode node) {
        return Integer.parseInt(node.tags().getOrDefault(NodeTags.ATTEMPT, "0"));
    }

    /** Says of every container that it does not run. */
    private record SuspiciousExecutors(ExecutorFactory real) implements ExecutorFactory {

        @Override
        public CommandExecutor connect(NodeAccess access, Path privateKey, Path knownHosts, Duration timeout) {
            return new PassedOnExecutor(real.connect(access, privateKey, knownHosts, timeout)) {
                @Override
                public CommandResult run(Command command) {
                    CommandResult answer = super.run(command);
                    return command.stdin().contains("cloudtik-container\" status")
                            ? new CommandResult(SimulatedExecutors.DOES_NOT_RUN, "", "")
                            : answer;
                }
            };
        }

        @Override
        public String ensureKeyPair(Path privateKey, String comment) {
            return real.ensureKeyPair(privateKey, comment);
        }
    }
}
