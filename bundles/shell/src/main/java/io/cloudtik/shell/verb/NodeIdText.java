package io.cloudtik.shell.verb;

import io.cloudtik.api.model.node.NodeId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a node's id. */
final class NodeIdText implements ITypeConverter<NodeId> {

    @Override
    public NodeId convert(String text) {
        try {
            return new NodeId(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
